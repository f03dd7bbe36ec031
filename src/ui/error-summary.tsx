import { useTexts } from './texts-context.ts';

/** A field to correct and what to do about it. */
export type FormError = { field?: string; message: string };

/** What is to be corrected in a form that came back, first thing read, with a link to each field. */
export function ErrorSummary({ errors }: { errors: FormError[] }) {
  const t = useTexts();
  if (errors.length === 0) return null;
  return (
    <div
      class="ds-error-summary"
      tabIndex={-1}
      // Focused by the browser itself; the controller does it where `autofocus` is not obeyed.
      autoFocus
      aria-labelledby="error-summary-title"
      role="group"
      data-controller="focus"
    >
      <h2 id="error-summary-title">{t('common:errorSummary.title', { count: errors.length })}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field ?? ''} ${message}`}>
            {field ? (
              <a class="ds-link" href={`#${field}`}>
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
