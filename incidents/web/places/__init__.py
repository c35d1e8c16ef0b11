"""Places under a person's hands: chosen, moved, remembered for their words, and forgotten.

choose (which place) and lesson (what that says of the words) are asked on the desk and in correct,
the form beside the evidence; spread puts a lesson onto other drafts; listed shows them all.
"""
