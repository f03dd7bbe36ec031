import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findDraft } from '../../src/domain/drafts/drafts.ts';
import { PageHeading } from '../../src/ui/arrangement.tsx';
import { Button } from '../../src/ui/button.tsx';
import { Form } from '../../src/ui/form.tsx';
import { TextArea } from '../../src/ui/text-field.tsx';
import { viewerOf } from '../../src/web/access.ts';
import { formBody } from '../../src/web/form-body.ts';
import { Page } from '../../src/web/layout/page.tsx';
import { pageContext, sendPage } from '../../src/web/page-reply.ts';
import { turnAway } from '../../src/web/turn-away.tsx';

const place = 'essai';

/** A form of the test's own, whose text is worth keeping, and a door that fails. */
export function testDoors(app: FastifyInstance): void {
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const draft = await findDraft(app.db, viewerOf(request).id, place);
    const kept = draft?.content['description'];
    const ctx = pageContext(request);
    const page = (
      <Page ctx={ctx} title="Essai" current="none">
        <PageHeading title="Essai" />
        <Form action="/essai" csrf={ctx.csrfToken}>
          <TextArea
            name="description"
            label="Description"
            value={typeof kept === 'string' ? kept : ''}
          />
          <Button>Envoyer</Button>
        </Form>
      </Page>
    );
    return sendPage(request, reply, page);
  };
  const draftPlace = () => place;
  app.get('/essai', { config: { access: 'person' } }, show);
  app.post('/essai', { config: { access: 'person', draftPlace } }, async (request) => {
    const { description } = formBody(request.body);
    return `reçu : ${String(description)}`;
  });
  app.get('/essai/plein', { config: { access: 'public' } }, (request, reply) => {
    turnAway(request, reply);
  });
  app.get('/essai/faute', { config: { access: 'public' } }, async () => {
    throw new Error('a fault of ours');
  });
}
