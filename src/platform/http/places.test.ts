import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlaces } from './places.ts';

const patient = { places: 2, fewest: 1, stayMs: 60_000, waiting: 2, patienceMs: 60_000 };

test('those who find no place wait their turn, and those who find no room to wait are refused', async () => {
  const places = openPlaces(patient);
  const [first] = await Promise.all([places.take(), places.take()]);
  assert.equal(places.taken(), 2);
  const order: string[] = [];
  const third = places.take().then((leave) => order.push('third') && leave);
  const fourth = places.take().then((leave) => order.push('fourth') && leave);
  assert.equal(places.waiting(), 2);
  assert.equal(await places.take(), null);
  assert.equal(places.refused(), 1);
  first?.();
  const leaveThird = await third;
  assert.deepEqual(order, ['third']);
  assert.ok(leaveThird);
  leaveThird();
  assert.ok(await fourth);
  assert.deepEqual([places.taken(), places.waiting()], [2, 0]);
});

test('in a crowd the last to come enters first, until those who wait are few again', async () => {
  const places = openPlaces({ ...patient, places: 1, waiting: 5 });
  const leave = await places.take();
  const order: number[] = [];
  const enter = async (name: number): Promise<void> => {
    const goOut = await places.take();
    order.push(name);
    goOut?.();
  };
  const all = [1, 2, 3, 4].map(enter);
  leave?.();
  await Promise.all(all);
  assert.deepEqual(order, [4, 3, 2, 1]);
  assert.deepEqual([places.taken(), places.waiting(), places.refused()], [0, 0, 0]);
});

test('a place left twice is left once', async () => {
  const places = openPlaces(patient);
  const leave = await places.take();
  await places.take();
  leave?.();
  leave?.();
  assert.equal(places.taken(), 1);
});

test('one who has gone while waiting is passed over', async () => {
  const places = openPlaces(patient);
  const [leave] = await Promise.all([places.take(), places.take()]);
  const gone = places.take(() => false);
  const here = places.take();
  leave?.();
  assert.equal(await gone, null);
  assert.ok(await here);
  assert.equal(places.taken(), 2);
});

test('one who waits too long is refused, and takes no place afterwards', async () => {
  const places = openPlaces({ ...patient, places: 1, waiting: 5, patienceMs: 1 });
  const leave = await places.take();
  assert.equal(await places.take(), null);
  leave?.();
  assert.deepEqual([places.taken(), places.waiting(), places.refused()], [0, 0, 1]);
  assert.ok(await places.take());
});

test('slow stays close places, down to a few, and quick ones open them again', async () => {
  let ms = 0;
  const capacity = { ...patient, places: 10, fewest: 3, stayMs: 300, waiting: 0 };
  const places = openPlaces(capacity, () => ms);
  const stay = async (lasting: number): Promise<void> => {
    const leave = await places.take();
    ms += lasting;
    leave?.();
  };
  const room = async (): Promise<number> => {
    const leaves = [];
    for (let leave = await places.take(); leave !== null; leave = await places.take()) {
      leaves.push(leave);
    }
    for (const leave of leaves) leave();
    return leaves.length;
  };
  assert.equal(await room(), 10);
  await stay(5_000);
  assert.equal(await room(), 9);
  for (let times = 0; times < 50; times++) await stay(301);
  assert.equal(await room(), 3);
  for (let times = 0; times < 100; times++) await stay(20);
  assert.equal(await room(), 10);
});
