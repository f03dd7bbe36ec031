import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { DoorName } from '../config-doors.ts';
import { formLimits, parseForm, TooMuch } from '../web/form-body.ts';
import { refuseEntry } from './failure-page.tsx';

/** An assertion with hundreds of groups, in the letters of a form. */
const mostBytes = 512 * 1024;

const faults: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-long',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not-a-form',
};

function faultOf(error: FastifyError | TooMuch): string | undefined {
  if (error instanceof TooMuch) return 'too-long';
  return Object.hasOwn(faults, error.code) ? faults[error.code] : undefined;
}

/**
 * Takes forms that a portal fills in: one field may be longer than anything people type, and what is no such form is
 * refused like any other entry, with its page and its reference.
 */
export function takePortalForms(scope: FastifyInstance, door: DoorName): void {
  const form = 'application/x-www-form-urlencoded';
  const options = { parseAs: 'string', bodyLimit: mostBytes } as const;
  scope.removeContentTypeParser(form);
  const limits = { fields: formLimits.fields, characters: mostBytes };
  scope.addContentTypeParser(form, options, async (_request: FastifyRequest, text: string) =>
    parseForm(text, limits),
  );
  scope.setErrorHandler(async (error: FastifyError | TooMuch, request, reply) => {
    const detail = faultOf(error);
    if (detail === undefined) throw error;
    return refuseEntry(request, reply, { door, reason: 'answer_unreadable', detail });
  });
}
