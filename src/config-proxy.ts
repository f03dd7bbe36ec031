import { isIP } from 'node:net';

/** One address or network; « everybody » is nobody's proxy. */
export function isProxy(text: string): boolean {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0) return false;
  return length === undefined || (Number(length) >= 1 && Number(length) <= bits);
}
