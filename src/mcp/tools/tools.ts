import type { Tool } from '../frame/tool.ts';
import { bodyWeightTool } from './body-weight.ts';
import { changesTool } from './changes.ts';
import { exerciseFigureTools } from './exercise-figures.ts';
import { overviewTool } from './overview.ts';
import { planTools } from './plans.ts';
import { searchExercisesTool } from './search-exercises.ts';
import { sessionTools } from './sessions.ts';
import { todayTool } from './today.ts';

/** Every tool, in the order in which assistants see them. */
export const tools: readonly Tool[] = [
  searchExercisesTool,
  todayTool,
  ...sessionTools,
  ...exerciseFigureTools,
  overviewTool,
  changesTool,
  bodyWeightTool,
  ...planTools,
];
