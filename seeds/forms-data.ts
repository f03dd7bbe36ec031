import type { FormDeclaration } from '../src/domain/catalogue/form.ts';
import { hardwareForms } from './forms/hardware.ts';
import { servicesForms } from './forms/services.ts';
import { softwareForms } from './forms/software.ts';

/** What the natures of the demonstration ask of their own, by the slug of the nature. */
export const forms: Readonly<Record<string, FormDeclaration>> = {
  ...softwareForms,
  ...hardwareForms,
  ...servicesForms,
};
