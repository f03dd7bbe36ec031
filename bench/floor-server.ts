/**
 * What the floors answer with: `/node`, a constant page straight from `node:http`; `/fastify`, the same page after one
 * prepared read of 15 rows. Arguments: port, bytes, address of the database, a team.
 */
import { createServer } from 'node:http';
import fastify from 'fastify';
import { openPool } from '../src/platform/db/pool.ts';

const [port, bytes, url = '', team] = process.argv.slice(2);
const page = '<!doctype html>'.padEnd(Number(bytes), ' demande');
const type = 'text/html; charset=utf-8';
const pool = openPool(url);
const read = {
  name: 'rows',
  text: `select number, subject, state, submitted_at, team_id, holder_id from ticket
    where team_id = $1 and state in ('awaiting', 'in_progress', 'on_hold', 'needs_information')
    order by submitted_at desc, number desc limit 15`,
  values: [Number(team)],
};

const app = fastify();
app.get('/fastify', async (_request, reply) => {
  const { rows } = await pool.query<{ subject: string }>(read);
  const names = rows.map(({ subject }) => subject).join();
  return reply.type(type).send(names + page.slice(names.length));
});
await app.ready();
const bare = Buffer.from(page);
createServer((request, response) => {
  if (request.url === '/node') {
    response.writeHead(200, { 'content-type': type, 'content-length': bare.length }).end(bare);
  } else app.routing(request, response);
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
