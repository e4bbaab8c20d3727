/// Which plugin to load, and how to get it: the way from `--plugin`, the environment, installed
/// wheels and the pinned wheels of the catalog to a library file on disk that is what it should be.
///
/// [PluginLocator] chooses and says why; nothing is downloaded to choose. [PluginLocator#library]
/// then turns the choice into a file, which for a pinned wheel means the cache, filled by pip when
/// needed.
@NullMarked
package dev.ranvier.runtime.plugin;

import org.jspecify.annotations.NullMarked;
