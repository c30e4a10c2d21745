package florin.bench;

import florin.architecture.ModuleRules;

class ArchitectureTests implements ModuleRules {}
