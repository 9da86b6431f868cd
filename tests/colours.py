"""Colours as eyes see them (WCAG 2.1), for whoever tests a look."""

import numpy as np

PARTS = np.array([0.2126, 0.7152, 0.0722])


def rgb(colour):
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def linear(colours):
    return np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)


def luminance(light):
    return light @ PARTS


def contrast(first, second):
    both = [luminance(linear(np.asarray(each))) + 0.05 for each in (first, second)]
    return np.maximum(*both) / np.minimum(*both)
