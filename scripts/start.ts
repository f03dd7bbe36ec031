/** Development: styles and scripts when they changed, then the product from its sources. */
import { buildAssets } from './build-assets.ts';

await buildAssets({ minify: false });
await import('../src/main.ts');
