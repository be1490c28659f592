/** Whether a category is a key, or a kind of what that stands for: `user.name.first` is within `user.name`. */
export function isWithin(category: string, key: string): boolean {
  return category === key || category.startsWith(`${key}.`);
}
