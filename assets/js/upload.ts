/** What the server made of a file. */
export type Outcome =
  | { kind: 'kept'; html: string }
  | { kind: 'refused'; why: string }
  | { kind: 'session' }
  | { kind: 'lost' }
  | { kind: 'cancelled' };

export type Sending = { outcome: Promise<Outcome>; cancel: () => void };

function outcomeOf({ status, responseText }: XMLHttpRequest): Outcome {
  if (status === 201) return { kind: 'kept', html: responseText };
  if (status === 422) return { kind: 'refused', why: responseText };
  return { kind: status === 401 || status === 403 ? 'session' : 'lost' };
}

/** Sends one file of a form, and tells how far it is: only this way does a browser say so. */
export function sendFile(
  url: string,
  { fields, advance }: { fields: FormData; advance: (percent: number) => void },
): Sending {
  const request = new XMLHttpRequest();
  const outcome = new Promise<Outcome>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      advance(total === 0 ? 0 : Math.floor((loaded / total) * 100));
    });
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    request.addEventListener('error', () => resolve({ kind: 'lost' }));
    request.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
  });
  request.open('POST', url);
  request.send(fields);
  return { outcome, cancel: () => request.abort() };
}

const whoIsIn = (page: Document): string | null | undefined =>
  page.querySelector('.account-form')?.textContent;

/**
 * After signing in again in another tab, this page's forms carry the proof of a session that is over: takes that of the
 * new one, if it is the same person's. Says whether it could.
 */
export async function renewProof(url: string): Promise<boolean> {
  const html = await fetch(url)
    .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
    .catch(() => null);
  if (html === null) return false;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const proof = page.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value;
  if (proof === undefined || !whoIsIn(page) || whoIsIn(page) !== whoIsIn(document)) return false;
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_csrf"]')) {
    field.value = proof;
  }
  return true;
}
