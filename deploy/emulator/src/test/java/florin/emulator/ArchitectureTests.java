package florin.emulator;

import florin.architecture.ModuleRules;

class ArchitectureTests implements ModuleRules {}
