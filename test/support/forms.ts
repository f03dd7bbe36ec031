import assert from 'node:assert/strict';

const entities: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Reads what a page's source says as the text a browser shows. */
export function unescapeHtml(source: string): string {
  return source.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

const attribute = /([a-zA-Z][\w:-]*)(?:="([^"]*)")?/g;

function attributesOf(source: string): Map<string, string> {
  const found = [...source.matchAll(attribute)];
  return new Map(found.map(([, name = '', value = '']) => [name, unescapeHtml(value)]));
}

const opened = (name: string): string => `<${name}((?:\\s+[^\\s=>"/]+(?:="[^"]*")?)*)\\s*/?>`;

/** The source of the form of a page that is sent to an address. */
export function formSource(page: string, action: string): string {
  const forms = page.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((source) => source.includes(` action="${action}"`));
  assert.ok(form !== undefined, `the page has no form sent to ${action}`);
  return form;
}

function inputsOf(form: string): [string, string][] {
  return [...form.matchAll(new RegExp(opened('input'), 'g'))].flatMap(([, source = '']) => {
    const input = attributesOf(source);
    // Files leave apart, and none was chosen.
    if (input.get('type') === 'file') return [];
    const isBox = ['radio', 'checkbox'].includes(input.get('type') ?? '');
    if (isBox && !input.has('checked')) return [];
    return [[input.get('name') ?? '', input.get('value') ?? '']] as [string, string][];
  });
}

function areasOf(form: string): [string, string][] {
  const areas = form.matchAll(new RegExp(`${opened('textarea')}([\\s\\S]*?)</textarea>`, 'g'));
  // As a browser does: the newline right after the tag is not part of the text.
  return [...areas].map(([, source = '', text = '']) => [
    attributesOf(source).get('name') ?? '',
    unescapeHtml(text.replace(/^\n/, '')),
  ]);
}

function selectsOf(form: string): [string, string][] {
  const selects = form.matchAll(new RegExp(`${opened('select')}([\\s\\S]*?)</select>`, 'g'));
  return [...selects].map(([, source = '', options = '']) => {
    const all = [...options.matchAll(new RegExp(opened('option'), 'g'))].map(([, one = '']) =>
      attributesOf(one),
    );
    const chosen = all.find((option) => option.has('selected')) ?? all[0];
    return [attributesOf(source).get('name') ?? '', chosen?.get('value') ?? ''];
  });
}

/** What a browser would send of a form as the page gives it, when no button has a name. */
export function formFields(page: string, action: string): Record<string, string> {
  const form = formSource(page, action);
  return Object.fromEntries([...inputsOf(form), ...selectsOf(form), ...areasOf(form)]);
}
