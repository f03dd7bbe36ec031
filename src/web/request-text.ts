import { type FormBody, formLimits, gatherFields } from './form-body.ts';

/**
 * Reads what follows « ? » in an address as a form is read. Too many fields are left out instead of refused: nobody
 * typed them, and the address itself is short already.
 */
export function cleanQuery(text: string): FormBody {
  return gatherFields(new URLSearchParams(text.split('&', formLimits.fields).join('&')));
}

/** No page stands there. */
const nowhere = '/adresse-illisible';

/**
 * Gives the address to route: an address that cannot be decoded, or holds a NUL no database would take, names
 * nothing, and is answered as every other address that names nothing.
 */
export function readableAddress(address: string): string {
  const [path = ''] = address.split('?', 1);
  try {
    return decodeURIComponent(path).includes('\0') ? nowhere : address;
  } catch {
    return nowhere;
  }
}
