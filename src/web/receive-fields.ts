import { addField, type FormBody, formLimits, TooMuch } from './form-body.ts';

/** Puts the fields of a form with files in its body as they arrive, and refuses too much. */
export function fieldReceiver(body: FormBody): (name: string, value: string) => void {
  let characters = 0;
  return (name, value) => {
    characters += value.length;
    const isTooMuch = value.length > formLimits.characters || characters > formLimits.bytes;
    if (isTooMuch) throw new TooMuch('characters');
    addField(body, name, value);
  };
}
