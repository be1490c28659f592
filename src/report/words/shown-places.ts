import type { Finding, FindingPlace } from "../../core/review.ts";

/** The places of a finding to show with their lines, and those that are told beside them. */
export interface ShownPlaces {
  readonly shown: readonly FindingPlace[];
  readonly rest: readonly FindingPlace[];
}

/** At most `most` places with their lines, none of which the lines of an earlier one hold; where nothing else is said of a place, it is left out. */
export function shownPlaces({ places }: Finding, most: number): ShownPlaces {
  const shown: FindingPlace[] = [];
  for (const place of places) {
    if (shown.length === most) break;
    if (place.excerpt.length > 0 && !shown.some((earlier) => isWithin(place, earlier))) shown.push(place);
  }
  return {
    shown,
    rest: places.filter(
      (place) => !shown.includes(place) && (place.witness !== null || !shown.some((one) => isAt(place, one))),
    ),
  };
}

/** Whether the lines that an earlier place shows have this one's among them. */
function isWithin(place: FindingPlace, earlier: FindingPlace): boolean {
  return place.file === earlier.file && earlier.excerpt.some(({ line }) => line === place.line);
}

function isAt(place: FindingPlace, other: FindingPlace): boolean {
  return place.file === other.file && place.line === other.line;
}
