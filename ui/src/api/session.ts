import { useQuery, useQueryClient } from "@tanstack/react-query";
import { changeLanguage, currentLanguage, isLanguage } from "@/text";
import { get, post, send } from "./client";
import { keys } from "./keys";
import { isProblem } from "./problem";
import type { Session } from "./types";

// Null means a guest. Any other fault is thrown, so that a server that is down is not taken for a sign-out.
async function readSession(): Promise<Session | null> {
  try {
    const session = await get<Session>("/session");
    const { language } = session.user;
    // The person's own setting wins over what this browser remembers.
    if (isLanguage(language) && language !== currentLanguage()) await changeLanguage(language);
    return session;
  } catch (error) {
    if (isProblem(error) && error.status === 401) return null;
    throw error;
  }
}

export function useSession() {
  return useQuery({ queryKey: keys.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

export function useMe(): Session {
  const { data } = useSession();
  if (!data) throw new Error("useMe is for pages behind the sign-in");
  return data;
}

export function useSignIn() {
  const client = useQueryClient();
  return async (email: string, password: string): Promise<void> => {
    await post("/session", { email, password });
    await client.invalidateQueries({ queryKey: keys.session });
  };
}

export function useSignOut() {
  const client = useQueryClient();
  return async (): Promise<void> => {
    await send("/session", { method: "DELETE" });
    client.clear();
    location.assign("/");
  };
}

export interface SetupInput {
  token: string;
  name: string;
  email: string;
  password: string;
  workspace: { name: string; currency: string; language: string; time_zone: string };
}

export function setUp(input: SetupInput): Promise<unknown> {
  return post("/setup", input);
}

// Whose one-time link it is. Reading does not use it.
export interface Invitation {
  name: string;
  email: string;
  purpose: "invitation" | "password_reset";
  workspace: string;
  expires_at: string;
}

export function readWelcome(token: string): Promise<Invitation> {
  return post("/welcome", { token });
}

// Sets the password and signs in; the link is used up.
export function acceptWelcome(token: string, password: string): Promise<unknown> {
  return post("/welcome/password", { token, password });
}
