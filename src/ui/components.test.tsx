import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VNode } from 'preact';
import { unescapeHtml } from '../../test/support/forms.ts';
import { naughtyStringsAbsent, readNaughtyStrings } from '../../test/support/naughty-strings.ts';
import { renderFragment } from '../platform/html/render.ts';
import { Button } from './button.tsx';
import { RadioGroup } from './choice-field.tsx';
import { Form } from './form.tsx';
import { richText } from './rich-text.tsx';
import { Table } from './table.tsx';
import { StateTag } from './tag.tsx';
import { TextArea, TextField } from './text-field.tsx';
import { createTexts } from './texts.ts';
import { TextsProvider } from './texts-context.ts';
import { ThreadMessage, ThreadNote } from './thread.tsx';

const html = (piece: VNode) => renderFragment(piece);
const visible = (text: string) => unescapeHtml(text.replace(/<[^>]*>/g, ''));

test('a field tells its hint, its error and that it is mandatory', () => {
  const text = html(
    <TextField name="objet" label="Objet" hint="Court." error="Dites quoi." required />,
  );
  assert.match(text, /<label[^>]* for="objet">Objet<span[^>]*> \(obligatoire\)/);
  assert.match(text, /aria-describedby="objet-hint objet-error"/);
  assert.match(text, /id="objet-hint"/);
  assert.match(text, /id="objet-error"/);
  assert.match(text, /aria-invalid="true"/);
  assert.match(text, /aria-required="true"/);
});

test('a button among others like it says which it is about, as each language writes a colon', () => {
  const button = <Button of="GARNIER Odile">Retirer</Button>;
  const english = html(<TextsProvider t={createTexts('en')}>{button}</TextsProvider>);
  const french = html(<TextsProvider t={createTexts('fr')}>{button}</TextsProvider>);
  assert.equal(visible(french), 'Retirer\u00a0: GARNIER Odile');
  assert.equal(visible(english), 'Retirer: GARNIER Odile');
});

test('a field without hint or error describes nothing', () => {
  const text = html(<TextField name="bureau" label="Bureau" required={false} />);
  assert.doesNotMatch(text, /aria-describedby|aria-invalid|aria-required/);
  assert.match(text, /\(facultatif\)/);
});

test('the error summary can land on the first answer of a group', () => {
  const choices = [
    { value: 'non', label: 'Non' },
    { value: 'oui', label: 'Oui' },
  ];
  const text = html(
    <RadioGroup name="bloque" label="Bloqué ?" choices={choices} value="oui" error="Dites-le." />,
  );
  assert.match(text, /<input[^>]* id="bloque"[^>]* value="non"/);
  assert.match(text, /<input[^>]* value="oui"[^>]* checked/);
  assert.match(text, /role="radiogroup"[^>]* aria-describedby="bloque-group-error"/);
});

test('a form that changes something is a POST with its token', () => {
  const text = html(
    <Form action="/demandes" csrf="jeton">
      …
    </Form>,
  );
  assert.match(text, /method="post"/);
  assert.match(text, /<input type="hidden" name="_csrf" value="jeton"/);
});

test('each heading of a sortable table is a link and says its order', () => {
  const column = {
    key: 'n',
    header: 'Numéro',
    cell: (row: number) => row,
    rowHeader: true,
    sort: { href: '/?tri=n', direction: 'ascending' as const },
  };
  const text = html(
    <Table caption="Demandes" columns={[column]} rows={[1]} rowKey={(row) => row} />,
  );
  assert.match(text, /<th[^>]* aria-sort="ascending"[^>]*><a class="sort-link" href="\/\?tri=n">/);
  assert.match(text, /<th scope="row"/);
});

test('a state is said in words, in the language of the page', () => {
  assert.match(
    visible(html(<StateTag state="on_hold" detail="attente fournisseur" />)),
    /Mise en attente \(attente fournisseur\)/,
  );
  const english = html(
    <TextsProvider t={createTexts('en')}>
      <StateTag state="resolved" />
    </TextsProvider>,
  );
  assert.match(visible(english), /Resolved/);
});

test('a text may hold markup where the catalogue quotes it', () => {
  const t = createTexts('fr');
  const text = html(<p>{richText(t, 'common:header.signOut', { login: <b>marie</b> })}</p>);
  assert.equal(text, '<p>Déconnexion (<b>marie</b>)</p>');
});

test('an internal note says it is hidden, a message never does', () => {
  const said = {
    id: 'x',
    author: 'Karim LEROY',
    date: { text: '23/11/2026', iso: '2026-11-23' },
    text: 'a',
  };
  assert.match(visible(html(<ThreadNote {...said} />)), /Note interne — invisible du demandeur/);
  assert.doesNotMatch(html(<ThreadMessage {...said} role="agent" />), /[Nn]ote/);
});

const strings = !naughtyStringsAbsent
  ? await readNaughtyStrings()
  : ['<script>alert(1)</script>', '"><b>', '&amp;', "' onclick=x", '\n\n  deux lignes', '𝕏'];

test('whatever people type comes out as they typed it', () => {
  for (const text of strings) {
    const message = html(
      <ThreadMessage
        id="x"
        role="requester"
        author={text}
        date={{ text: '', iso: '' }}
        text={text}
      />,
    );
    const paragraph = /<p class="plain-text" dir="auto">([\s\S]*)<\/p>/.exec(message)?.[1] ?? '';
    assert.equal(visible(paragraph), text);
    const area =
      /<textarea[^>]*>([\s\S]*)<\/textarea>/.exec(
        html(<TextArea name="a" label="a" value={text} />),
      )?.[1] ?? '';
    assert.equal(visible(area), text.startsWith('\n') ? `\n${text}` : text);
    const value =
      / value="([^"]*)"/.exec(html(<TextField name="a" label="a" value={text} />))?.[1] ?? '';
    assert.equal(visible(value), text);
  }
});
