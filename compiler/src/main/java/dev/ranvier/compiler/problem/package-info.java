/// What is wrong with a network: mistakes are collected, and thrown once.
@NullMarked
package dev.ranvier.compiler.problem;

import org.jspecify.annotations.NullMarked;
