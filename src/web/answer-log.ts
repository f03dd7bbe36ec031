import type { FastifyInstance } from 'fastify';

/** One line of log an answer: which route and how long, never the address, which may name or quote people. */
export function tellAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { session, lasts } = request.routeOptions.config;
    if (session === false || lasts) return;
    const { method, routeOptions } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    const facts = { method, route: routeOptions.url, status: reply.statusCode, milliseconds };
    request.log.info(facts, 'answered');
  });
}
