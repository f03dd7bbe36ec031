/** Small behaviours of every page. Each one makes something quicker; without any of them everything still works. */
import { Application } from '@hotwired/stimulus';
import { AnswersController } from './controllers/answers.ts';
import { AutoSearchController } from './controllers/auto-search.ts';
import { CopyController } from './controllers/copy.ts';
import { CountController } from './controllers/count.ts';
import { DraftController } from './controllers/draft.ts';
import { FilesController } from './controllers/files.ts';
import { FocusController } from './controllers/focus.ts';
import { GuardController } from './controllers/guard.ts';
import { PasswordController } from './controllers/password.ts';
import { ShortcutsController } from './controllers/shortcuts.ts';
import { SubmitOnceController } from './controllers/submit-once.ts';

export const application = Application.start();
application.register('answers', AnswersController);
application.register('auto-search', AutoSearchController);
application.register('copy', CopyController);
application.register('count', CountController);
application.register('draft', DraftController);
application.register('files', FilesController);
application.register('focus', FocusController);
application.register('guard', GuardController);
application.register('password', PasswordController);
application.register('shortcuts', ShortcutsController);
application.register('submit-once', SubmitOnceController);
