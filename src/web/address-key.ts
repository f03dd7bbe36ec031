/** Where one visitor is counted: one address, or the network of 2^64 that one IPv6 home is given. */
export function addressKey(ip: string | undefined): string {
  // By a socket of this machine, from a proxy that does not say where requests come from.
  if (ip === undefined) return 'socket';
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const padded = [...groups, ...Array.from({ length: Math.max(0, zeros) }, () => '0')];
  return `${padded.slice(0, 4).join(':')}::/64`;
}
