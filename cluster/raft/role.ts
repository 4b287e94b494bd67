/** What a node does in its term. (Raft, section 5.1; pre-candidate: dissertation, 9.6.) */
export const Role = { Follower: 0, PreCandidate: 1, Candidate: 2, Leader: 3 } as const;
export type Role = (typeof Role)[keyof typeof Role];
