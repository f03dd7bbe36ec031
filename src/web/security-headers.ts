import type { FastifyInstance } from 'fastify';

/** What a page may load and where it may send: this site, and nothing written inside the page itself. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const always = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex, nofollow',
  // Everything is somebody's page unless it says otherwise: a shared computer keeps nothing.
  'cache-control': 'no-store',
};

/** Every answer tells the browser what it may do with it. */
export function setSecurityHeaders(app: FastifyInstance): void {
  const isHttps = app.config.baseUrl.startsWith('https:');
  const headers = isHttps
    ? { ...always, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : always;
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(headers);
  });
}
