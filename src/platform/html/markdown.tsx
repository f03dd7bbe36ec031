import type { Token } from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { readMarkdown, writeMarkdown } from '../text/markdown.ts';

/** Headings of a page below which a text may stand. */
type Level = 2 | 3 | 4;
const deepest = 6;

/**
 * Gives the headings of a text the levels that follow those of its page: the highest becomes `top`, and none is more
 * than one below the heading before it, whatever its author chose.
 */
function shiftHeadings(tokens: Token[], top: Level): void {
  const levelOf = ({ tag }: Token) => Number(tag.slice(1));
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close');
  const highest = Math.min(...headings.map(levelOf));
  let before = top - 1;
  for (const heading of headings) {
    if (heading.type === 'heading_open') {
      before = Math.min(top + levelOf(heading) - highest, before + 1, deepest);
    }
    heading.tag = `h${before}`;
  }
}

const isElsewhere = (href: string): boolean => /^https?:/i.test(href);
/** A page of ours, a place of this page, or an address that says its kind. */
const isSafe = (href: string): boolean =>
  /^(?:https?:\/\/|mailto:|tel:|#|\/(?![/\\]))/i.test(href) && !/[\\\p{Cc}]/u.test(href);

/** The second wall: what the reader of Markdown wrote is let through only when it is on this list. */
const wall: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre'],
    ...['code', 'em', 'strong', 'a'],
  ],
  allowedAttributes: { a: ['href', 'rel', 'class'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    a: (_name, { href = '' }) => ({
      tagName: 'a',
      attribs: isSafe(href)
        ? {
            href,
            class: 'ds-link',
            ...(isElsewhere(href) ? { rel: 'noopener noreferrer nofollow' } : {}),
          }
        : {},
    }),
  },
};

/** Makes a text in Markdown into HTML that is safe to show: the only place that does. */
export function markdownHtml(source: string, top: Level = 2): string {
  const tokens = readMarkdown(source);
  shiftHeadings(tokens, top);
  return sanitizeHtml(writeMarkdown(tokens), wall);
}

/** A text in Markdown to be read at length; `lang` when it is not in the language of the page. */
export function Markdown({
  source,
  top,
  lang,
}: {
  source: string;
  top?: Level;
  lang?: string | undefined;
}) {
  return (
    <div
      class="prose"
      dir="auto"
      lang={lang}
      dangerouslySetInnerHTML={{ __html: markdownHtml(source, top ?? 2) }}
    />
  );
}
