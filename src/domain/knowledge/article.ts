/** A sheet of the F.A.Q. as lists show it. */
export type ArticleSummary = {
  id: number;
  slug: string;
  title: string;
  family: { slug: string; name: string; kind: 'problem' | 'service' };
};

/** A sheet of the F.A.Q. and the natures it helps with, which are offered when it did not help. */
export type Article = ArticleSummary & {
  /** In Markdown. */
  body: string;
  changedAt: Temporal.Instant;
  categories: readonly { slug: string; name: string; teamId: number | null }[];
};

/** A sheet as those who look after it see it. */
export type KeptArticle = Article & {
  version: number;
  familyId: number;
  categoryIds: readonly number[];
  /** Null while people read it. */
  withdrawnAt: Temporal.Instant | null;
  helpedCount: number;
  unhelpedCount: number;
};

/** A sheet as it was at one moment, and what made it so. */
export type ArticleVersion = {
  version: number;
  act: ArticleAct;
  at: Temporal.Instant;
  /** Null: the desk itself. */
  actor: { firstName: string; lastName: string } | null;
  title: string;
  body: string;
  familyName: string;
  categoryNames: readonly string[];
};

/** What is done to a sheet. */
export type ArticleAct = 'add' | 'change' | 'withdraw' | 'restore';

/** A piece of a plain text: words in a row, or a list. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] };

const isItem = (line: string): boolean => line.startsWith('- ');

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (isItem(line)) {
      const item = line.slice(2).trim();
      if (last?.kind === 'list') last.items.push(item);
      else blocks.push({ kind: 'list', items: [item] });
    } else if (last?.kind === 'paragraph') last.text += ` ${line}`;
    else blocks.push({ kind: 'paragraph', text: line });
  }
  return blocks;
}

/**
 * Reads a plain text that is not Markdown, such as a message of the desk: an empty line ends a paragraph, lines that begin with « - » are a list, other
 * ends of line count as spaces.
 */
export function readBlocks(body: string): Block[] {
  return body.split(/\n\s*\n/).flatMap((part) =>
    blocksOf(
      part
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  );
}
