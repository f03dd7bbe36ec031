import { VisuallyHidden } from './a11y.tsx';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

/** A file as lists show it. */
export type ShownFile = {
  id: string;
  name: string;
  /** « 1,2 Mio ». */
  size: string;
  /** Where it is downloaded; none while it may not be. */
  href?: string | undefined;
  /** Of an image: where it is seen larger, and a small picture of it. */
  viewHref?: string | undefined;
  thumbnail?: string | undefined;
  /** What is to be known of it: « en cours d’analyse ». */
  state?: string | undefined;
  tone?: 'warning' | 'danger' | undefined;
};

/** The small picture of an image, or the drawing of a file. */
export function FilePicture({ thumbnail }: { thumbnail?: string | undefined }) {
  return (
    <span class="file-picture">
      {thumbnail === undefined ? (
        <Icon name="file" />
      ) : (
        <img src={thumbnail} alt="" width={56} height={56} loading="lazy" />
      )}
    </span>
  );
}

/** The name of a file, its size, and what is to be known of it. */
export function FileWords({ file }: { file: ShownFile }) {
  const t = useTexts();
  const { name, size, href, state, tone } = file;
  return (
    <span class="file-words">
      {href === undefined ? (
        <bdi class="file-name">{name}</bdi>
      ) : (
        <a class="file-name" href={href} aria-label={t('files:download', { name, size })}>
          <bdi>{name}</bdi>
        </a>
      )}
      <span class="file-facts">
        {size}
        {state && (
          <span class="file-state" data-tone={tone}>
            {state}
          </span>
        )}
      </span>
    </span>
  );
}

function ListedFile({ file }: { file: ShownFile }) {
  const t = useTexts();
  return (
    <li class="file">
      {file.viewHref === undefined ? (
        <FilePicture thumbnail={file.thumbnail} />
      ) : (
        <a href={file.viewHref} class="file-view">
          <FilePicture thumbnail={file.thumbnail} />
          <VisuallyHidden>{t('files:view', { name: file.name })}</VisuallyHidden>
        </a>
      )}
      <FileWords file={file} />
    </li>
  );
}

/** The files that go with what was said. */
export function FileList({ files, label }: { files: readonly ShownFile[]; label?: string }) {
  const t = useTexts();
  if (files.length === 0) return null;
  return (
    <ul class="file-list" aria-label={label ?? t('files:attached')}>
      {files.map((file) => (
        <ListedFile key={file.id} file={file} />
      ))}
    </ul>
  );
}
