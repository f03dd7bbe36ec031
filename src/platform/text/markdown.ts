import MarkdownIt, { type Token } from 'markdown-it';

/**
 * The one reader of Markdown: CommonMark and bare web addresses. HTML in the source is text like any other, and
 * pictures are not read at all: `![plan](https://…)` is a mark and a link.
 */
const reader = new MarkdownIt('commonmark', { html: false, linkify: true })
  .enable('linkify')
  .disable(['image', 'html_block', 'html_inline', 'entity']);
// Only what people write as an address: « fichier.zip » is not one.
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** Reads a text in Markdown into its pieces, blocks in order. */
export function readMarkdown(source: string): Token[] {
  return reader.parse(source, {});
}

/** Writes the pieces of a text in Markdown as HTML that still has to go through the sanitiser. */
export function writeMarkdown(tokens: Token[]): string {
  return reader.renderer.render(tokens, reader.options, {});
}

const spoken = (token: Token): string => {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
  return token.type === 'text' || token.type === 'code_inline' ? token.content : '';
};

/** Gives the words of a text in Markdown without the marks of its layout, one block a line. */
export function markdownText(source: string): string {
  return readMarkdown(source)
    .map((token) => {
      if (token.type === 'inline') return (token.children ?? []).map(spoken).join('');
      return token.type === 'fence' || token.type === 'code_block' ? token.content.trim() : '';
    })
    .filter((line) => line !== '')
    .join('\n');
}
