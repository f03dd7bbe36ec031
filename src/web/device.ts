import Bowser from 'bowser';
import type { Device } from '../domain/people/session.ts';

const kinds = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' } as const;

/** What a browser says it is, by names; nothing of a program that does not say. */
export function deviceOf(userAgent: string | undefined): Device {
  const unknown = { browser: null, system: null, kind: null };
  // Longer than any browser's: what it holds is not a name.
  if (userAgent === undefined || userAgent === '' || userAgent.length > 500) return unknown;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const kind = Object.hasOwn(kinds, platform.type ?? '')
    ? kinds[platform.type as keyof typeof kinds]
    : null;
  return { browser: nameOf(browser.name), system: nameOf(os.name), kind };
}

const nameOf = (name: string | undefined): string | null =>
  name === undefined || !/^[\p{L}\d .+-]{1,60}$/u.test(name) ? null : name;
