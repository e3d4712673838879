const nobody = { notice() {}, watch: (loaders) => loaders, acts: () => [] };

/** Watches nobody. */
export const createOversight = () => nobody;
