import { METER, testGroups } from "./groups";

testGroups(METER);
