import type { CasConfig } from '../config-doors.ts';
import { askPortal } from './ask-portal.ts';
import { type CasAnswer, readCasAnswer } from './cas-answer.ts';

/** What a browser brings back from the portal, and the address it was sent back to, to the letter. */
export type CasTicket = { ticket: string; service: string };

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

/** The page of the portal where one shows who one is; `ifKnown`: it sends back at once whom it does not know. */
export function casLoginAddress(
  { url, renew }: CasConfig,
  { service, ifKnown }: { service: string; ifKnown: boolean },
): string {
  const asks: Record<string, string> = renew
    ? { renew: 'true' }
    : ifKnown
      ? { gateway: 'true' }
      : {};
  return `${url}/login?${query({ service, ...asks })}`;
}

/** The page of the portal where one signs out of it, which comes back to ours when it allows it. */
export const casLogoutAddress = ({ url }: CasConfig, service: string): string =>
  `${url}/logout?${query({ service })}`;

/** Asks the server who a ticket is for; a server of before CAS 3 does not know the first address. */
export async function validateTicket(
  { url, renew, patienceMs }: CasConfig,
  { ticket, service }: CasTicket,
): Promise<CasAnswer> {
  const asks = query({ service, ticket, ...(renew ? { renew: 'true' } : {}) });
  let said = await askPortal(`${url}/p3/serviceValidate?${asks}`, patienceMs);
  if (said.outcome === 'answered' && said.status === 404) {
    said = await askPortal(`${url}/serviceValidate?${asks}`, patienceMs);
  }
  if (said.outcome === 'refused') return said;
  if (said.status !== 200) {
    return { outcome: 'refused', reason: 'portal_silent', detail: `http-${String(said.status)}` };
  }
  return readCasAnswer(said.text);
}
