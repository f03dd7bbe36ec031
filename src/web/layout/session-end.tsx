import { paths } from '../../paths.ts';
import { formatTime } from '../../platform/text/dates.ts';
import { Button, ButtonLink, Link } from '../../ui/button.tsx';
import { csrfFieldName } from '../../ui/form.tsx';
import type { PageContext } from './page-context.ts';

/** How long before the end its reader is warned: time to come back to the window and press one button. */
export const warnedMinutes = 10;

/**
 * Says when the session ends and how to keep it, from a window beside this one, which loses nothing; the script of
 * the page takes it away and warns in time instead.
 */
export function SessionEndNote({ ctx }: { ctx: PageContext }) {
  const { t, lang, sessionEnd } = ctx;
  if (sessionEnd === undefined) return null;
  const time = formatTime(sessionEnd.at, { lang });
  return (
    <p class="session-note no-print" id="fin-de-session-note">
      {t(sessionEnd.isFinal ? 'session:end.noteFinal' : 'session:end.note', { time })}{' '}
      {!sessionEnd.isFinal && (
        <Link href={paths.sessionExtension()} target="_blank">
          {t('session:end.noteLink')}
        </Link>
      )}
    </p>
  );
}

/**
 * What the script of the page opens before the session ends, and once it has: its words are those of the end until
 * the desk gives those of the warning.
 */
export function SessionEndDialog({ ctx }: { ctx: PageContext }) {
  const { t, sessionEnd, now } = ctx;
  if (sessionEnd === undefined) return null;
  const seconds = Math.max(0, Math.floor(now.until(sessionEnd.at).total('seconds')));
  return (
    <dialog
      class="dialog"
      id="fin-de-session"
      role="alertdialog"
      aria-labelledby="fin-de-session-titre"
      aria-describedby="fin-de-session-texte"
      data-controller="session-end"
      data-session-end-seconds-value={seconds}
      data-session-end-warned-value={warnedMinutes * 60}
      data-session-end-ask-value={paths.sessionLeft()}
      data-session-end-failed-value={t('session:end.failed')}
      data-proof-url={paths.siteMap()}
    >
      <h2 id="fin-de-session-titre" data-session-end-target="title">
        {t('session:end.over')}
      </h2>
      <p id="fin-de-session-texte" data-session-end-target="text">
        {t('session:end.overText')}
      </p>
      <p class="dialog-fault" role="alert" data-session-end-target="fault" />
      <div class="form-actions">
        <form
          action={paths.sessionExtension()}
          method="post"
          data-session-end-target="stay"
          data-action="session-end#stay"
        >
          <input type="hidden" name={csrfFieldName} value={ctx.csrfToken} />
          <Button>{t('session:end.stay')}</Button>
        </form>
        <span data-session-end-target="enter">
          <ButtonLink href={paths.signIn()} icon="signIn">
            {t('session:end.enter')}
          </ButtonLink>
        </span>
        <form method="dialog">
          <Button variant="secondary">{t('session:end.close')}</Button>
        </form>
      </div>
    </dialog>
  );
}
