import type { StorySeed } from './story.ts';
import { generalStories } from './tickets-general.ts';
import { marieStories } from './tickets-marie.ts';
import { paulStories } from './tickets-paul.ts';
import { technicalStories } from './tickets-technical.ts';

const told = [...marieStories, ...paulStories, ...technicalStories, ...generalStories] as const;

/** Every ticket of the demonstration and what happened to it. */
export const stories: readonly StorySeed[] = told;

type Step = Extract<(typeof told)[number], { steps: unknown }>['steps'][number];

/** What a ticket of the demonstration is called in the code, those that another one opened included. */
export type StoryKey = (typeof told)[number]['key'] | Extract<Step, { opens: string }>['opens'];
