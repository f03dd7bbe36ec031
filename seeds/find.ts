import { type Viewer } from '../src/domain/people/person.ts';
import { findPersonByLogin } from '../src/domain/people/person-queries.ts';
import type { Db } from '../src/domain/tables.ts';
import { findTeamByCode } from '../src/domain/teams/team-queries.ts';
import { findCategoryBySlug } from '../src/domain/catalogue/catalogue-queries.ts';
import { submissionKeyOf } from './story.ts';
import type { TeamCode } from './teams-data.ts';
