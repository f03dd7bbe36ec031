import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { AttachedFile, StagedFile } from '../domain/files/file.ts';
import { FileRefused } from '../domain/files/file-desk.ts';
import { paths } from '../paths.ts';
import { FileField } from '../ui/file-field.tsx';
import { FileList } from '../ui/file-list.tsx';
import { fileSize } from '../ui/file-size.ts';
import { refusalTexts, shownFile } from './file-words.ts';
import { filesName, inputOf } from './form-files.ts';
import type { PageContext } from './layout/page-context.ts';
import { pageContext } from './page-reply.ts';

export type FormFilesProps = {
  ctx: PageContext;
  /** Everything that waits at the place of the form; those of this field are shown. */
  files: readonly StagedFile[];
  /** Where the files wait until the form is sent. */
  place: string;
  /** The address that keeps the form as it stands. */
  draftUrl: string;
  /** The own field it answers; none for the files that go with the text. */
  field?: string;
  label?: ComponentChildren;
  hint?: ComponentChildren;
  required?: boolean;
  error?: string | undefined;
  /** When the page has several forms with files. */
  id?: string;
};

/** The files of a form: chosen, dropped or pasted, waiting, to be taken off. */
export function FormFiles(props: FormFilesProps) {
  const { ctx, files, place, draftUrl, field = null, label, hint, required = false } = props;
  const { t, lang, fileRules } = ctx;
  const { fileBytes, ticketBytes } = fileRules.limits;
  const name = inputOf(field);
  const usualHint = t('files:hint', {
    file: fileSize(fileBytes, t, lang),
    all: fileSize(ticketBytes, t, lang),
  });
  const refusal = t('files:refused.tooLarge', {
    ...{ name: '%name', size: '%size' },
    limit: fileSize(fileBytes, t, lang),
  });
  return (
    <FileField
      name={name}
      {...(props.id === undefined ? {} : { id: props.id })}
      label={label ?? t('files:label')}
      hint={hint ?? usualHint}
      error={props.error}
      required={required}
      files={files.filter((file) => file.field === field).map((file) => shownFile(file, ctx))}
      most={{ bytes: fileBytes, refusal }}
      uploadUrl={paths.files({ place })}
      draftUrl={draftUrl}
      signInUrl={paths.signIn()}
      proofUrl={paths.siteMap()}
      isMain={field === null}
    />
  );
}

/** Why the files a request brought were not all taken, by the name of the field that says it. */
export function refusedFilesErrors(request: FastifyRequest): Record<string, string> {
  const ctx = pageContext(request);
  const refused = request.filesBrought?.refused ?? [];
  const fields = [...new Set(refused.map(({ field }) => field))];
  return Object.fromEntries(
    fields.map((field) => {
      const here = refused.filter((file) => file.field === field);
      return [inputOf(field), refusalTexts(here, ctx)];
    }),
  );
}

/** The files of a form would make its ticket too heavy. */
export const isTicketFull = (error: unknown): boolean =>
  error instanceof FileRefused && error.reason === 'ticket_full';

/** What a form says when its files would make its ticket too heavy. */
export function ticketFullError({ t, lang, fileRules }: PageContext): Record<string, string> {
  const limit = fileSize(fileRules.limits.ticketBytes, t, lang);
  return { [filesName]: t('files:ticketFull', { limit }) };
}

export type AttachedFilesProps = {
  ctx: PageContext;
  files: readonly AttachedFile[];
  /** What they are; files attached when not said. */
  label?: string;
  /** Of a note: the teams only. */
  isInternal?: boolean;
  /** Names only: there is nothing to open on paper. */
  isPrinted?: boolean | undefined;
};

/** The files given with what was said. */
export function AttachedFiles(props: AttachedFilesProps) {
  const { ctx, files, isInternal = false, isPrinted = false } = props;
  const label = props.label ?? ctx.t(isInternal ? 'files:internal' : 'files:attached');
  const shown = files.map((file) => shownFile(file, ctx));
  const printed = shown.map(({ id, name, size }) => ({ id, name, size }));
  return <FileList files={isPrinted ? printed : shown} label={label} />;
}
