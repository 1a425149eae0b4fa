/**
 * The exercises of the catalogue that lifters do most, by slug, the most usual first. It decides between exercises that
 * a search fits equally well. An exercise that is not in the list comes after those that are.
 */
const popular = `
  bench-press-barbell squat-barbell deadlift-barbell pull-up overhead-press-barbell bicep-curl-dumbbell
  lat-pulldown-cable bent-over-row-barbell romanian-deadlift-barbell lateral-raise-dumbbell bench-press-dumbbell
  seated-overhead-press-dumbbell leg-press hip-thrust-barbell push-up triceps-pushdown-cable-straight-bar
  incline-bench-press-dumbbell seated-row-cable leg-extension-machine lying-leg-curl-machine chest-dip face-pull-cable
  bicep-curl-barbell hammer-curl-dumbbell incline-bench-press-barbell front-squat-barbell bulgarian-split-squat
  chin-up plank shrug-dumbbell standing-calf-raise-machine seated-leg-curl-machine bent-over-one-arm-row-dumbbell
  running crunch hack-squat-machine shoulder-press-machine chest-press-machine pec-deck-machine goblet-squat-dumbbell
  seated-calf-raise-machine triceps-rope-pushdown skullcrusher-ez-bar preacher-curl-ez-bar reverse-fly-machine
  walking-lunge-dumbbell hanging-leg-raise cable-crunch hip-abductor-machine hip-adductor-machine
  sumo-deadlift-barbell kettlebell-swing cycling running-treadmill walking t-bar-row power-clean-barbell
  chest-fly-dumbbell cable-crossover standing-calf-raise-bodyweight lunge-dumbbell lunge-bodyweight
  bicep-curl-cable bicep-curl-ez-bar arnold-press-dumbbell triceps-dip back-extension good-morning-barbell
  concentration-curl-dumbbell upright-row-barbell shrug-barbell front-raise-dumbbell lateral-raise-cable
  reverse-fly-dumbbell rope-straight-arm-pulldown straight-arm-lat-pulldown-cable
  bench-press-close-grip-barbell decline-bench-press-barbell triceps-extension-dumbbell
  overhead-triceps-extension-cable triceps-kickback-dumbbell skullcrusher-barbell preacher-curl-barbell
  wrist-curl-barbell reverse-curl-barbell spider-curl-dumbbell seated-incline-curl-dumbbell hammer-curl-cable
  glute-bridge hip-thrust-machine standing-glute-kickback-cable cable-pull-through nordic-hamstring-curl
  glute-ham-raise reverse-hyperextension step-up-dumbbell reverse-lunge-dumbbell split-squat-dumbbell pistol-squat
  sissy-squat box-jump burpee mountain-climber jump-rope russian-twist sit-up lying-leg-raise hanging-knee-raise
  bicycle-crunch side-plank ab-wheel dead-bug bird-dog hollow-hold v-up reverse-crunch toes-to-bar decline-sit-up
  cable-twist-up-to-down pallof-press-cable rowing-machine cycling-indoor elliptical-machine stair-machine-floors swimming
  air-bike hiking yoga farmer-s-walk muscle-up pull-up-assisted chin-up-assisted pull-up-weighted chest-dip-weighted
  chest-dip-assisted inverted-row-bodyweight pendlay-row-barbell seated-row-machine iso-lateral-row-machine
  lat-pulldown-machine lat-pulldown-close-grip-cable lat-pulldown-wide-grip-cable lat-pulldown-single-arm
  pullover-dumbbell chest-fly-cable low-cable-fly-crossovers chest-fly-machine incline-chest-fly-dumbbell
  incline-chest-press-machine bench-press-smith-machine squat-smith-machine incline-bench-press-smith-machine
  seated-overhead-press-smith-machine overhead-press-dumbbell push-press-barbell strict-military-press-barbell
  single-arm-landmine-press-barbell z-press-barbell squat-bodyweight box-squat-barbell pause-squat-barbell
  overhead-squat-barbell zercher-squat-barbell belt-squat-machine sumo-squat-dumbbell
  stiff-leg-deadlift-barbell romanian-deadlift-dumbbell single-leg-romanian-deadlift-dumbbell deadlift-trap-bar
  rack-pull-barbell deficit-deadlift-barbell clean-barbell clean-and-jerk-barbell snatch-barbell clean-and-press-barbell
  thruster-barbell kettlebell-turkish-get-up battle-ropes wall-sit jumping-jack high-knees medicine-ball-slam sled-push
  lateral-lunge calf-press-on-leg-press calf-extension-machine standing-calf-raise-dumbbell
  standing-calf-raise-smith-machine handstand-push-up pike-push-up push-up-close-grip incline-push-up
  decline-push-up wide-push-up diamond-push-up push-up-knees dead-hang wrist-roller
  `
  .trim()
  .split(/\s+/);

const ranks: ReadonlyMap<string, number> = new Map(popular.map((slug, index) => [slug, index]));

/** How popular an exercise of the catalogue is: 0 for the most popular one. */
export const popularityOf = (slug: string): number => ranks.get(slug) ?? popular.length;
