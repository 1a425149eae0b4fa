/** Ids and times that the examples of several tools share. */
export const exerciseId = '01900000-0000-7000-8000-000000000021';
export const sessionId = '01900000-0000-7000-8000-000000000001';
export const entryId = '01900000-0000-7000-8000-000000000002';
export const setId = '01900000-0000-7000-8000-000000000003';
export const unitId = '01900000-0000-7000-8000-000000000031';
export const planId = '01900000-0000-7000-8000-000000000041';
export const measurementId = '01900000-0000-7000-8000-000000000081';
export const athleteId = '01900000-0000-7000-8000-00000000000a';
export const at = '2026-03-01 13:00 Europe/Berlin';
