/** How busy each month of a school year is: September a hundred times August. */
const months = [9, 8, 9, 7, 8, 9, 4, 0.35, 35, 14, 12, 7];
/** Monday first. */
const weekdays = [1.25, 1.1, 0.95, 1.05, 0.9, 0.06, 0.03];
/** By the hour of the day in UTC: people file in the morning and after lunch. */
const hours = [
  0.02, 0.01, 0.01, 0.01, 0.05, 0.2, 1.2, 3.2, 3.6, 3.2, 1.6, 1, 2.6, 3, 2.6, 1.6, 0.7, 0.3, 0.2,
  0.15, 0.1, 0.06, 0.04, 0.03,
];
/** A desk answers a little more each year. */
const growth = 1.05;
const [hour, day] = [3_600_000, 86_400_000];

export const years = 10;

/** When tickets were filed over ten years that end at `now`: the place of a ticket among all (0 to 1) gives its instant. */
export function filingInstants(now: number): (place: number) => number {
  const start = Math.floor((now - years * 365.25 * day) / day) * day;
  const sums: number[] = [0];
  let total = 0;
  for (let at = start; at < now; at += hour) {
    const date = new Date(at);
    const rank = (date.getUTCDay() + 6) % 7;
    const busy =
      (months[date.getUTCMonth()] ?? 0) * (weekdays[rank] ?? 0) * (hours[date.getUTCHours()] ?? 0);
    const age = (at - start) / (365.25 * day);
    total += busy * growth ** age * Math.min(1, (now - at) / hour);
    sums.push(total);
  }
  return (place) => {
    const wanted = place * total;
    let [low, high] = [0, sums.length - 2];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle + 1] ?? 0) <= wanted) low = middle + 1;
      else high = middle;
    }
    const [before = 0, after = 1] = [sums[low], sums[low + 1]];
    const within = after > before ? (wanted - before) / (after - before) : 0;
    return Math.min(now - 1000, Math.floor(start + low * hour + within * hour));
  };
}

/** The next moment at which people work: on weekdays, in the day. Roughly: no calendar is read. */
export function workingMoment(at: number, random: { next: () => number }): number {
  const date = new Date(at);
  const rank = date.getUTCDay();
  const of = date.getUTCHours();
  const morning = Math.floor(at / day) * day + 7 * hour + random.next() * 3 * hour;
  if (rank === 6) return Math.floor(morning + 2 * day);
  if (rank === 0) return Math.floor(morning + day);
  if (of < 6) return Math.floor(morning);
  if (of >= 17) return Math.floor(morning + (rank === 5 ? 3 : 1) * day);
  return at;
}
