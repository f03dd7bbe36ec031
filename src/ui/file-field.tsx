import { Button } from './button.tsx';
import {
  controlAttributes,
  type FieldBase,
  FieldError,
  FieldFrame,
  FieldHint,
  RequiredMark,
} from './field.tsx';
import { FilePicture, FileWords, type ShownFile } from './file-list.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** The button that takes a file off a form; its value is the file's id. */
export const removeFileName = '_retirer';

export type StagedFileItemProps = {
  file: ShownFile;
  /** The field whose value the file is. */
  name: string;
  /** Where « Retirer » sends the form, everything typed kept. */
  removeUrl: string;
};

/** A file that waits on a form: it is sent with it unless it is taken off. */
export function StagedFileItem({ file, name, removeUrl }: StagedFileItemProps) {
  const t = useTexts();
  return (
    <li class="file" data-files-target="item">
      <input type="hidden" name={name} value={file.id} />
      <FilePicture thumbnail={file.thumbnail} />
      <FileWords file={file} />
      <Button
        variant="quiet"
        size="sm"
        icon="cross"
        formAction={removeUrl}
        formNoValidate
        name={removeFileName}
        value={file.id}
        data-action="files#remove"
        data-name={file.name}
        hiddenText={t('files:removeWhich', { name: file.name })}
      >
        {t('files:remove')}
      </Button>
    </li>
  );
}

/** Chooses one file, sent with the form and read at once: nothing waits on the form. */
export function OneFileField(props: FieldBase & { accept: string }) {
  return (
    <FieldFrame field={props}>
      <input class="ds-input" type="file" accept={props.accept} {...controlAttributes(props)} />
    </FieldFrame>
  );
}

export type FileFieldProps = FieldBase & {
  files: readonly ShownFile[];
  /** What one file may weigh, in bytes, and what is said of a heavier one: « %name » and « %size » stand in it. */
  most: { bytes: number; refusal: string };
  /** Where a script sends one file. */
  uploadUrl: string;
  /** Where the form is kept: « Joindre ces fichiers », « Retirer ». */
  draftUrl: string;
  /** Where to sign in again without leaving the page, and a light page whose forms carry the proof of that session. */
  signInUrl: string;
  proofUrl: string;
  /** Takes what is dropped anywhere on the form and the pictures pasted in its texts: one field of a form. */
  isMain?: boolean;
};

const liveWords = [
  'sending',
  'progress',
  'sent',
  'pasted',
  'removed',
  'cancelled',
  'lost',
  'session',
  'signIn',
  'wait',
  'unsent',
  'pastedName',
] as const;

/** What the script says, in the reader's language. */
function useLiveWords({ most }: FileFieldProps): string {
  const t = useTexts();
  const said = Object.fromEntries(liveWords.map((key) => [key, t(`files:live.${key}`)]));
  return JSON.stringify({
    ...said,
    cancel: t('files:cancel'),
    retry: t('files:retry'),
    remove: t('files:remove'),
    tooLarge: most.refusal,
    byte: t('files:size.bytes', { count: 1 }).replace('1', '%size'),
    bytes: t('files:size.bytes', { count: 2 }).replace('2', '%size'),
    units: (['kib', 'mib', 'gib'] as const).map((unit) =>
      t(`files:size.${unit}`, { size: '%size' }),
    ),
  });
}

/**
 * Chooses files to send with the form. With a script they leave at once, one by one, and can be dropped or pasted;
 * without one they leave with the form, or before it by « Joindre ces fichiers ».
 */
export function FileField(props: FileFieldProps) {
  const t = useTexts();
  const { name, files, most, uploadUrl, draftUrl, signInUrl, proofUrl, isMain = false } = props;
  const field = { ...props, id: props.id ?? name };
  return (
    <div
      class="ds-field field file-field"
      data-invalid={field.error ? '' : undefined}
      data-controller="files"
      data-files-upload-url-value={uploadUrl}
      data-files-draft-url-value={draftUrl}
      data-files-sign-in-url-value={signInUrl}
      data-files-proof-url-value={proofUrl}
      data-files-most-value={most.bytes}
      data-files-main-value={isMain}
      data-files-words-value={useLiveWords(props)}
    >
      <label class="ds-label" for={field.id} id={`${field.id}-label`}>
        {field.label}
        <RequiredMark required={field.required} />
      </label>
      <FieldHint id={field.id}>{field.hint}</FieldHint>
      <div class="file-zone" data-files-target="zone">
        <input
          class="file-input"
          type="file"
          multiple
          data-files-target="input"
          data-action="files#choose"
          {...controlAttributes(field)}
          // What is read on it is part of its name, so that it can be called by it.
          aria-labelledby={`${field.id}-label ${field.id}-choose`}
        />
        <span class="file-choose" aria-hidden="true" id={`${field.id}-choose`}>
          <Icon name="clip" />
          <span>
            <strong>{t('files:choose')}</strong>{' '}
            <span>{t(isMain ? 'files:orPaste' : 'files:orDrop')}</span>
          </span>
        </span>
      </div>
      <ul
        class="file-list file-list--staged"
        aria-label={t('files:staged')}
        data-files-target="list"
        hidden={files.length === 0}
      >
        {files.map((file) => (
          <StagedFileItem key={file.id} file={file} name={name} removeUrl={draftUrl} />
        ))}
      </ul>
      <FieldError id={field.id} error={field.error} />
      <p class="ds-sr-only" role="status" data-files-target="status" />
      <div data-files-target="stage">
        <Button variant="quiet" size="sm" icon="clip" formAction={draftUrl} formNoValidate>
          {t('files:stage')}
        </Button>
      </div>
    </div>
  );
}
