/** What the console adds to the common behaviours. */
import { Application } from '@hotwired/stimulus';
import { StaleController } from './controllers/stale.ts';

const application = Application.start();
application.register('stale', StaleController);
