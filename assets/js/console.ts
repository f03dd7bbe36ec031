/** The console's behaviours: those of every page, and its own. A console page loads this instead of `page.ts`. */
import { StaleController } from './controllers/stale.ts';
import { application } from './page.ts';

application.register('stale', StaleController);
