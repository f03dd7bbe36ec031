/** Says whether a statement was refused because it breaks a constraint, by the name the migrations gave it. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && (error as { constraint?: unknown }).constraint === constraint;
}
