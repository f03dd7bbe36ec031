export type PictureProps = {
  src: string;
  /** What it shows, for those who do not see it. */
  alt: string;
  /** Of the file, in pixels: the page keeps its place while it loads. */
  width: number;
  height: number;
};

/** A picture of the product in a text that explains it, opened whole by a click. */
export function Picture({ src, alt, width, height }: PictureProps) {
  return (
    <a class="picture" href={src}>
      <img {...{ src, alt, width, height }} loading="lazy" decoding="async" />
    </a>
  );
}
