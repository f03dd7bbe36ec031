/**
 * What the desk does by itself, and when: minute, hour, day, month, weekday (UTC), then the job's name. A job that
 * missed its minute is not caught up (the next one does the same), and waits at most once in the queue.
 */
export const crontab = `
* * * * * automatic-acts ?jobKey=automatic-acts&max=3
* * * * * scan-waiting ?jobKey=scan-waiting&max=3
* * * * * place-words ?jobKey=place-words&max=3
* * * * * send-reminders ?jobKey=send-reminders&max=3
57 * * * * refresh-lately ?jobKey=refresh-lately&max=3
17 * * * * sweep-sign-in-attempts ?jobKey=sweep-sign-in-attempts&max=3
47 * * * * sweep-sign-in-traces ?jobKey=sweep-sign-in-traces&max=3
12 * * * * sweep-messages ?jobKey=sweep-messages&max=3
7 * * * * sweep-files ?jobKey=sweep-files&max=3
27 2 * * * sweep-sessions ?jobKey=sweep-sessions&max=3
37 2 * * * sweep-drafts ?jobKey=sweep-drafts&max=3
47 2 * * * sweep-notices ?jobKey=sweep-notices&max=3
7 3 * * * follow-directory ?jobKey=follow-directory&max=3
`;
