import { hardwareArticles } from './articles/hardware.ts';
import { serviceArticles } from './articles/services.ts';
import { softwareArticles } from './articles/software.ts';

/** A sheet of the F.A.Q. of the demonstration. */
export type ArticleSeed = {
  family: string;
  slug: string;
  title: string;
  /** Slugs of the natures it helps with. */
  categories: readonly string[];
  /** In Markdown. */
  body: string;
};

/** The F.A.Q. of the demonstration. */
export const articles: readonly ArticleSeed[] = [
  ...softwareArticles,
  ...hardwareArticles,
  ...serviceArticles,
];
