import type { XmlElement } from '../platform/xml/read-xml.ts';
import { attributeOf, SamlFault } from './saml-xml.ts';

/** Brought at once by a browser that was waiting for it: an old one was kept by somebody. */
const oldestMinutes = 10;
const toleranceSeconds = 60;

const instantOf = (element: XmlElement, name: string): Temporal.Instant | null => {
  const text = attributeOf(element, name);
  if (text === '') return null;
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new SamlFault('answer_unreadable', name);
  }
};

const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) > 0;

/** Refuses what was not written just now; gives when its age alone will have it refused. */
export function checkAge(element: XmlElement, now: Temporal.Instant): Temporal.Instant {
  const issued = instantOf(element, 'IssueInstant');
  if (issued === null) throw new SamlFault('answer_unreadable', 'IssueInstant');
  if (isAfter(issued, now.add({ seconds: toleranceSeconds }))) {
    throw new SamlFault('answer_untrusted', 'not-yet-valid');
  }
  const until = issued.add({ minutes: oldestMinutes, seconds: toleranceSeconds });
  if (!isAfter(until, now)) throw new SamlFault('answer_untrusted', 'expired');
  return until;
}

/** Refuses what is outside of its window of time, whose ends may be missing. */
export function checkWindow(element: XmlElement, now: Temporal.Instant): void {
  const [from, to] = [instantOf(element, 'NotBefore'), instantOf(element, 'NotOnOrAfter')];
  if (from !== null && isAfter(from, now.add({ seconds: toleranceSeconds }))) {
    throw new SamlFault('answer_untrusted', 'not-yet-valid');
  }
  if (to !== null && !isAfter(to, now.subtract({ seconds: toleranceSeconds }))) {
    throw new SamlFault('answer_untrusted', 'expired');
  }
}
