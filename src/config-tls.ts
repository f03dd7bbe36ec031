import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The variables of Node itself by which the servers we ask something are known. */
export const tlsVariables = {
  NODE_TLS_REJECT_UNAUTHORIZED: z.string().optional(),
  NODE_EXTRA_CA_CERTS: z.string().optional(),
};

type Variables = z.infer<z.ZodObject<typeof tlsVariables>>;

function holdsCertificates(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}

/** What would have us believe anybody who pretends to be the portal; Node warns, and goes on. */
export function tlsLines(read: Variables): string[] {
  const lines: string[] = [];
  if (read.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    lines.push(
      'NODE_TLS_REJECT_UNAUTHORIZED ne doit pas être « 0 » : n’importe qui se ferait passer pour le portail. Retirez-la, et donnez l’autorité du certificat dans NODE_EXTRA_CA_CERTS.',
    );
  }
  const file = read.NODE_EXTRA_CA_CERTS;
  if (file !== undefined && !holdsCertificates(file)) {
    lines.push(
      'NODE_EXTRA_CA_CERTS doit nommer un fichier PEM de certificats que le Centre de services peut lire.',
    );
  }
  return lines;
}
