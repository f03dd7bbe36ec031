/** A team: it receives tickets by nature or by rule. Exactly one is the triage team, for what nothing claims. */
export type Team = {
  id: number;
  code: string;
  name: string;
  isTriage: boolean;
  active: boolean;
};

/** What a member does in the team: an agent answers, a lead also assigns. */
export type TeamRole = 'agent' | 'lead';

/** A person who answers in a team today. */
export type TeamMember = {
  personId: number;
  login: string;
  firstName: string;
  lastName: string;
  role: TeamRole;
};
