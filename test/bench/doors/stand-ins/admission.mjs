const report = { requested: 1, available: 1, limit: 1, restoreRate: 1 };

/** Lets every operation pass, whatever it costs. */
export const admit = () => report;
