/** What the desk does by itself, and when: minute, hour, day, month, weekday (UTC), then the job's name. */
export const crontab = `
`;
