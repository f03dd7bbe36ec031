import { Agent, type IncomingMessage, request } from 'node:http';

export type Answer = {
  status: number;
  headers: IncomingMessage['headers'];
  /** Bytes of the body as they came, compressed or not. */
  bytes: number;
  body: Buffer;
};

export type Ask = {
  method?: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
};

/** Asks over connections that stay open, as browsers do. */
export type HttpClient = { ask: (ask: Ask) => Promise<Answer>; close: () => void };

/** Opens a client of one site, with so many connections at most. */
export function httpClient(port: number, connections = 64): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const ask = ({ method = 'GET', path, headers = {}, form }: Ask): Promise<Answer> => {
    const payload = form === undefined ? undefined : new URLSearchParams(form).toString();
    const sent = {
      'accept-encoding': 'gzip, deflate, br, zstd',
      accept: 'text/html',
      ...(payload === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': String(Buffer.byteLength(payload)),
          }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const asked = request(
        { agent, host: '127.0.0.1', port, method, path, headers: sent },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const body = Buffer.concat(chunks);
            const { statusCode: status = 0, headers: told } = response;
            resolve({ status, headers: told, bytes: body.length, body });
          });
        },
      );
      asked.once('error', reject);
      asked.end(payload);
    });
  };
  return { ask, close: () => agent.destroy() };
}
