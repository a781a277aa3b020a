import type { ApiRequest, ApiResponse } from "../../contract.ts";
import type { Viewer } from "../model/rights.ts";

export function routeRest(viewer: Viewer, request: ApiRequest): ApiResponse | null {
  return null;
}
