/** What is asked for does not exist, or may not be seen by the person asking: both look the same. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** The person is known and sees the thing, but may not do this to it. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
}

/** Somebody was faster: the thing has changed since it was read, or the act is no longer possible. */
export class Conflict<Details = unknown> extends Error {
  override readonly name = 'Conflict';
  readonly details: Details | undefined;

  constructor(message: string, details?: Details) {
    super(message);
    this.details = details;
  }
}

/** A resource the product needs (the database, the disk) does not answer for now: try again soon. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** More is asked at once than can be answered: try again soon. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

/** The same hand asks for more than a person does: wait a little. */
export class TooOften extends Error {
  override readonly name = 'TooOften';
  readonly seconds: number;

  constructor(seconds: number) {
    super('too often');
    this.seconds = seconds;
  }
}
